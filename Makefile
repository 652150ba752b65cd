# Two commands on a fresh machine: `make demo` installs and shows the main job, `make test` installs and tests.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint types imports bench docs check-docs clean

demo: .venv/installed
	$(BIN)/padanan build
	$(BIN)/padanan lookup "TikTok memiliki sekitar 180 juta pengguna di AS atau hampir separuh populasi negara itu." --from id --to en
	$(BIN)/padanan validate
	$(BIN)/padanan score benchmarks/drafts/en/word-for-word.po benchmarks/drafts/en/fluent.po --reference locales/en/LC_MESSAGES/xiaohongshu.po
	$(BIN)/padanan score benchmarks/drafts/zh_CN/word-for-word.po benchmarks/drafts/zh_CN/fluent.po --reference locales/zh_CN/LC_MESSAGES/xiaohongshu.po

test: .venv/installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/installed-dev
	$(BIN)/mypy

imports: .venv/installed-dev
	$(BIN)/lint-imports

docs: .venv/installed-dev
	$(BIN)/python docs/generate.py

check-docs: .venv/installed-dev
	$(BIN)/python docs/generate.py --check

# Some benchmarks need data that is not in the project: PADANAN_DATA names its folder; each says what it wants.
bench: .venv/installed-dev
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/po_roundtrip.py --data "$$($(BIN)/python -c 'import django; print(django.__path__[0])')"
	$(BIN)/python benchmarks/segmentation.py
	$(BIN)/python benchmarks/memory.py
	$(BIN)/python benchmarks/search.py
	$(BIN)/python benchmarks/repair.py --data tmx
	$(BIN)/python benchmarks/tmx.py
	$(BIN)/python benchmarks/analysis.py
	$(BIN)/python benchmarks/score_resampling.py
	$(BIN)/python benchmarks/score_statistics.py

# The package is installed editable: only what pip itself reads or compiles makes it stale.
.venv/installed: pyproject.toml $(wildcard cli/padanan/native/*.[ch])
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf .venv .padanan build dist
