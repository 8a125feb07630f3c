# What is typed; everything else is in hack/ and in the program.
# Targets stand in hack/targets.mk, which `make targets` writes from the program's catalog.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DEFAULT_GOAL := help

include hack/targets.mk

# One process for all image goals of a call; the program says what it thinks of those that it does not know.
goals := $(filter build-% validate-% clean-% deps-%,$(MAKECMDGOALS))

.PHONY: $(IMAGE_GOALS) $(goals) images
# A recipe of nothing keeps make from saying that there was nothing to do.
$(sort $(IMAGE_GOALS) $(goals)): images ; @:
images:
	@hack/deps build
	@hack/compile
	+@hack/run $(goals)

##@ Images
.PHONY: help list
help: ## Show this list
	@hack/help $(MAKEFILE_LIST)
list: ## List every target
	@hack/compile
	+@hack/run list

##@ The program
.PHONY: program deps targets format check test fuzz test-faults test-image coverage bench clean
program: ## Compile the program; image goals do so by themselves
	@hack/compile
deps: ## Install the Debian packages that compiling and building need (as root)
	@hack/deps compile build
targets: program ## Write hack/targets.mk from the catalog
	@hack/write-targets
format: ## Format the Swift code
	@hack/format
check: ## Check format, lint, module arrows, scripts, words and generated files
	@hack/deps compile test
	@hack/check
test: ## Run all tests that need no image
	@hack/deps compile build test
	@hack/test program
fuzz: ## Feed all that reads foreign input; SECONDS= in all or COUNT= inputs each, READER=, SEED=
	@hack/deps compile
	@hack/fuzz $(if $(SECONDS),--seconds '$(SECONDS)') $(if $(COUNT),--count '$(COUNT)') $(if $(READER),--reader '$(READER)') $(if $(SEED),--seed '$(SEED)')
test-faults: ## Kill, starve and mislead builds of a tiny distribution (as root); takes a few minutes
	@hack/deps compile build test
	@hack/test faults
test-image: ## Build, break, rebuild and boot real images; takes about forty minutes
	@hack/deps compile build test
	@hack/test images
coverage: ## Say how much of the code the tests run
	@hack/deps compile build test
	@hack/coverage
bench: ## Measure builds beside other programs of the kind (as root); takes about a quarter of an hour
	@hack/bench
clean: ## Remove what was built; the cache stays (see image-builder cache)
	@rm -rf .build output
