# What is typed; everything else is in hack/ and in the program.
# Targets stand in hack/targets.mk, which `make targets` writes from the program's catalog.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DEFAULT_GOAL := help

include hack/targets.mk

# One process for all image goals of a call: the first one carries the recipe, the others wait for it.
goals := $(filter $(IMAGE_GOALS),$(MAKECMDGOALS))
first := $(firstword $(goals))

.PHONY: $(IMAGE_GOALS)
ifneq ($(first),)
$(first): ; +@hack/run $(goals)
$(filter-out $(first),$(IMAGE_GOALS)): $(first) ;
else
$(IMAGE_GOALS): ; +@hack/run $@
endif

##@ Images
.PHONY: help list
help: ## Show this list
	@hack/help $(MAKEFILE_LIST)
list: ## List every target with its family's goals
	@hack/run list

##@ The program
.PHONY: program deps targets format check test coverage clean
program: ## Compile the program; image goals do so by themselves
	@hack/compile
deps: ## Install the Debian packages that compiling and building need (as root)
	@hack/deps compile build
targets: program ## Write hack/targets.mk from the catalog
	@hack/write-targets
format: ## Format the Swift code
	@hack/format
check: ## Check format, lint, module arrows, scripts, words and generated files
	@hack/check
test: ## Run all tests that need no image
	@hack/deps compile build test
	@hack/test
test-image: ## Build, break, rebuild and boot real images; takes about half an hour
	@hack/deps compile build test
	@hack/test-image
coverage: ## Say how much of the code the tests run
	@hack/deps compile build test
	@hack/coverage
clean: ## Remove what was built; the cache stays (see image-builder cache)
	@rm -rf .build output
