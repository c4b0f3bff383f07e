package train

// toneCard is the model card inside tone.weights.
var toneCard = map[string]string{
	"data": "ratings of 3,133 sentences of New York Times editorials and 2,525 tweets, and the VADER lexicon (Hutto and Gilbert 2014, MIT); polarities in 2,701 sentences of political news (NewsMTSC, Hamborg and Donnay 2021, MIT)",
}

// opinionCard is the model card inside the default weights of opinion.
var opinionCard = map[string]string{
	"data":    "gloss's own training text: 385 invented articles, labelled line by line (corpus/training); word vectors GloVe 6B 100d (PDDL) and analyzer/embed",
	"licence": "as gloss",
}

// babeCard is the model card inside weights that BABE trained.
var babeCard = map[string]string{
	"data":    "BABE (Spinde et al. 2021), open part, 2,184 sentences labelled by experts, AGPL-3.0; gloss's own training text; word vectors GloVe 6B 100d (PDDL) and analyzer/embed",
	"licence": "AGPL-3.0, as BABE",
}
