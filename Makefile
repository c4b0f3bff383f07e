# The targets a person types. CONTRIBUTING.md says what each is for.
GO    ?= go
TOOL  := $(GO) tool -modfile=.tools/go.mod
FUZZTIME ?= 30s

.PHONY: build test race check deps golden eval floors accuracy fuzz bench

build: ## the binary, in bin/
	$(GO) build -trimpath -o bin/gloss ./cmd/gloss

test: deps check ## everything a change must pass
	GLOSS_BROWSER=$${GLOSS_BROWSER:-required} $(GO) test ./...
	@$(MAKE) --no-print-directory race
	@test -d "$${GLOSS_SHARED:-../shared}" || echo "skipped: no ../shared: the tests on the annotated sets did not run"

# Not what mostly looks at pages in a browser: it is slow, and says nothing more of races.
RACES = -skip 'TestLooks|TestMarkBy|TestPaper|TestWithoutScripts' ./cmd/gloss/internal/fetch ./cmd/gloss/internal/store ./cmd/gloss/internal/serve
race: ## what runs in parallel, under the race detector
	@command -v $$($(GO) env CC) >/dev/null 2>&1 || { echo "skipped: no C compiler ($$($(GO) env CC)), which the race detector needs"; exit 0; }; \
	  CGO_ENABLED=1 $(GO) test -race $(RACES)

check: ## formatting, vet, staticcheck
	@fmt=$$(gofmt -l analyzer cmd corpus lexicons); test -z "$$fmt" || { echo "not gofmt-ed: $$fmt"; exit 1; }
	$(GO) vet ./...
	$(TOOL) staticcheck ./...

deps: ## what a machine with nothing but Go lacks
	@$(GO) version >/dev/null 2>&1 || { echo "install Go 1.26 or later first: https://go.dev/dl"; exit 1; }
	$(GO) mod download
	@.tools/chromium

golden: ## regenerate the golden files; review them with git diff
	$(GO) test ./cmd/gloss/internal/serve -run TestLessons -update
	$(GO) test ./cmd/gloss -run TestScripts -update
	$(GO) test ./cmd/gloss/internal/eval ./cmd/gloss/internal/fetch -run TestWrite -update

eval: ## the figures on our own corpus; fails if one is under its floor
	$(GO) run ./cmd/gloss eval --floors corpus/floors.tsv

floors: ## raise the floors to what is reached
	$(GO) run ./cmd/gloss eval --floors corpus/floors.tsv --raise-floors

SHARED ?= ../shared
accuracy: ## write ACCURACY.md; needs the data sets at SHARED
	@test -d $(SHARED) || { echo "skipped: no $(SHARED)"; exit 1; }
	$(GO) run ./cmd/gloss eval --data $(SHARED) --floors corpus/floors.tsv --format markdown > ACCURACY.md.new && mv ACCURACY.md.new ACCURACY.md

fuzz: ## every fuzz target for FUZZTIME; the engine's own time-out is tried again
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; run="$(GO) test -run ^$$ -fuzz ^$$f$$ -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$p"; \
	    out=$$($$run 2>&1) || { echo "$$out" | grep -q 'context deadline exceeded' && out=$$($$run 2>&1) || { echo "$$out"; exit 1; }; }; \
	    echo "$$out" | tail -1; \
	  done; done

bench: ## every benchmark; compare two runs with benchstat
	$(GO) test -run '^$$' -bench . -benchmem ./...
