"""Draws a line of numbers as SVG: `python3 bench/graph.py TITLE < lines of "seconds KiB" > docs/graph.svg`."""

import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 260, 56, 36, 34
points = [tuple(map(int, line.split())) for line in sys.stdin if line.strip()]
start = points[0][0]
most_minutes = max((seconds - start) / 60 for seconds, _ in points)
most = max(size for _, size in points) / 1024
step = next(step for step in (10, 20, 50, 100, 200, 500, 1000) if most / step <= 6)
high = (int(most / step) + 1) * step


def x(minutes):
    return LEFT + minutes / most_minutes * (WIDTH - LEFT - 16)


def y(size):
    return HEIGHT - BOTTOM - size / high * (HEIGHT - BOTTOM - TOP)


line = " ".join(f"{x((seconds - start) / 60):.1f},{y(size / 1024):.1f}" for seconds, size in points[:: max(1, len(points) // 400)])
print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13">')
print(f"<title>{sys.argv[1]}</title>")
print(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>')
print(f'<text x="{LEFT}" y="20" font-weight="bold">{sys.argv[1]}</text>')
for size in range(0, high + 1, step):
    print(f'<path d="M{LEFT} {y(size):.1f}H{WIDTH - 16}" stroke="#ddd"/>')
    print(f'<text x="{LEFT - 8}" y="{y(size) + 4:.1f}" text-anchor="end">{size}</text>')
for minutes in range(0, int(most_minutes) + 1, 10):
    print(f'<text x="{x(minutes):.1f}" y="{HEIGHT - 16}" text-anchor="middle">{minutes} min</text>')
print(f'<polyline points="{line}" fill="none" stroke="#8a1538" stroke-width="2"/>')
print("</svg>")
