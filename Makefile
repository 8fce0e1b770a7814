# Sada. `make` alone prints the menu.
SHELL := /bin/bash
.DEFAULT_GOAL := menu
.PHONY: menu setup up test check bench demo messages vendor lock

menu: ## Print this menu · هذه القائمة
	@echo "Sada · صدى"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: ## Make the environment in .venv · تجهيز البيئة
	@scripts/setup base

up: setup ## Start everything at http://127.0.0.1:8000 · تشغيل المنصة كاملة
	@SADA_WITH_PARENT=1 exec .venv/bin/sada up

test: ## Set up what the tests need and run them all · كل الاختبارات
	@scripts/setup test
	@scripts/test-tools
	@scripts/test

check: ## Lint, format, types, import contracts · الفحوص السريعة
	@scripts/setup dev
	@scripts/check

bench: ## Quality gate and speed, against peers · الجودة والسرعة
	@scripts/setup bench
	@.venv/bin/python -m bench.gate
	@.venv/bin/python -m bench.understand_speed
	@.venv/bin/python -m bench.ingest_speed

demo: setup ## Load the invented demo · بيانات العرض
	@.venv/bin/sada demo load

messages: ## Collect sentences and compile the catalogues · فهارس الترجمة
	@scripts/setup dev
	@.venv/bin/sada messages

vendor: setup ## Fetch the front-end files again (needs npm) · ملفات الواجهة
	@.venv/bin/python scripts/vendor.py

lock: ## Pin every package again, with hashes · تثبيت الإصدارات
	@scripts/setup dev
	@.venv/bin/python -m pip install --quiet pip-tools
	@for kind in base dev bench models models_tested; do .venv/bin/pip-compile -q --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host requirements/$$kind.in -o requirements/$$kind.txt; done
	@for kind in bench models_tested; do .venv/bin/python scripts/only_named.py requirements/$$kind.in requirements/$$kind.txt; done
