# The commands of the house. Each but `format` does its own set-up.
.PHONY: run test check tour bench crash storm replay upgrade format

# Builds, and serves the portal with the Qatar content pack on http://127.0.0.1:8080.
run:
	@scripts/setup.sh run
	@scripts/run.sh

# Runs every test: units, stores, routes and the tour on both engines, plans of statements, a real browser, a few crashes.
test:
	@scripts/setup.sh test
	@scripts/test.sh

# Formatting, the architecture rule, warnings as errors, the content pack.
check:
	@scripts/setup.sh run
	@scripts/check.sh

# Plays the main job over HTTP against a fresh instance.
tour:
	@scripts/setup.sh run
	@scripts/tour.sh

# Measures the release build, with nginx beside it as the yardstick.
bench:
	@scripts/setup.sh bench
	@scripts/bench.sh

# Kills what serves while people apply and pay, on both engines, and looks whether anything was lost.
crash:
	@scripts/setup.sh test
	@scripts/crash.sh

# Full disk, no database, far too many at once: what the portal does, and whether it recovers.
storm:
	@scripts/setup.sh test
	@scripts/setup.sh storm
	@scripts/storm.sh

# Plays a published month: `make replay SHARE=0.02 ENGINE=postgresql`; without a share the whole of it.
replay:
	@scripts/setup.sh test
	@scripts/replay.sh "$(or $(SHARE),1)" "$(or $(ENGINE),sqlite)"

# Nodes of the commit before serve beside nodes of this one, while people apply and pay.
upgrade:
	@scripts/setup.sh test
	@scripts/upgrade.sh

format:
	@swift format format --in-place --recursive Package.swift Sources Tests
