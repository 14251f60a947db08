"""The files of a content pack as the portal reads them: scalars by YAML 1.2, and each fragment in its place."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "Content/qatar"
DEEPEST = 8


class Core(yaml.CSafeLoader):
    """The core schema of YAML 1.2, in which days and `yes` are texts; all keys are texts, and each stands once. The
    parser is libyaml, as in the portal: that of PyYAML itself takes no `?` in braces."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        names = [key.value for key, _ in node.value]
        twice = {name for name in names if names.count(name) > 1}
        assert not twice, f"line {node.start_mark.line + 1}: a key stands twice: {twice}"
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def whole(self, node):
        return int(node.value, 0 if node.value[1:2] in ("o", "x") else 10)


for tag, pattern, first in (
        ("null", r"(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789"))):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Core.add_constructor("tag:yaml.org,2002:int", Core.whole)


def node(text):
    return Core(text).get_single_node()


def value(node):
    return Core("").construct_document(node)


def child(node, name):
    found = [value for key, value in node.value if key.value == name] if isinstance(node, yaml.MappingNode) else []
    return found[0] if found else None


class Fragments:
    """What `fragments/*.yaml` hold, by name; `Sources/Content/Fragments.swift` in Python."""

    def __init__(self, folder):
        self.nodes = {}
        for file in sorted(folder.glob("fragments/*.yaml")):
            self.nodes |= {key.value: fragment for key, fragment in node(file.read_text()).value}

    def expanded(self, node):
        return self.expand(node, {}, None, 0)

    def expand(self, node, words, language, depth):
        if isinstance(node, yaml.ScalarNode):
            return yaml.ScalarNode(node.tag, self.filled(node.value, words, language), style=node.style)
        if isinstance(node, yaml.SequenceNode):
            parts = []
            for element in node.value:
                whole = self.expand(element, words, language, depth)
                is_list = child(element, "use") and isinstance(whole, yaml.SequenceNode)
                parts += whole.value if is_list else [whole]
            return yaml.SequenceNode(node.tag, parts)
        if isinstance(child(node, "use"), yaml.ScalarNode):
            return self.used(child(node, "use").value, node, words, depth)
        return yaml.MappingNode(node.tag, [
            (key, self.expand(value, words, key.value if key.value in ("ar", "en") else language, depth))
            for key, value in node.value])

    def used(self, name, node, outer, depth):
        assert depth < DEEPEST, f"the fragment {name} uses itself, or too many others"
        given = child(node, "with")
        words = {**outer, **{key.value: self.expand(value, outer, None, depth)
                             for key, value in (given.value if given else [])}}
        whole = self.expand(self.nodes[name], words, None, depth + 1)
        own = [(key, self.expand(value, outer, None, depth))
               for key, value in node.value if key.value not in ("use", "with")]
        if not own:
            return whole
        names = {key.value for key, _ in own}
        return yaml.MappingNode(whole.tag, [pair for pair in whole.value if pair[0].value not in names] + own)

    def filled(self, text, words, language):
        for word, node in words.items():
            said = child(node, language) if isinstance(node, yaml.MappingNode) else node
            text = text.replace("{{%s}}" % word, said.value if isinstance(said, yaml.ScalarNode) else "")
        return text
