// Package segment divides an article into sentences, words and quotations, and
// tells prose from headings, captions and boilerplate.
//
// Method: lines are joined into paragraphs where a column broke them, paragraphs
// are sorted into kinds by phrases from lists, by their form and by their
// neighbours, and prose is cut at full stops, question and exclamation marks and
// ellipses by rules that look at one word on each side. Why not a library: on
// running text they miss what news is full of. The Punkt model that
// neurosnap/sentences ships glues sentences that end in a number and splits
// after "the Rev."; the Unicode rules of clipperhouse/uax29 split after "Sen."
// and at every line end, and neither knows a heading from a sentence. Sentence
// F1, exact spans, each fed the way that suits it better (TestTreebanks):
//
//	                            segment   neurosnap   uax29
//	EWT, web text, dev             .856        .834    .806
//	GUM, news-like, dev            .954        .885    .856
//	golden rules, of 39          39          31      27
//
// The golden rules are those of pragmatic_segmenter for running text; its nine
// rules about several list items on one line are left out.
//
// # What it gets wrong
//
// After "U.S." and its like only a function word shows that a sentence began:
// "He left the U.S. Millions stayed." is one sentence here. Sentences inside a
// quotation are divided even where the quotation is part of another:
//
//	He wrote, "She left. I stayed."   →   He wrote, "She left. | I stayed."
//
// A short line of prose that lacks its full stop, stands alone and comes before
// prose is taken for a heading. English only.
//
// # Phrase syntax
//
// An entry of Lists.Boilerplate is a phrase. It is compared without regard to
// case, to the form of marks or to the amount of white space. Around it may stand
//
//	^        at the beginning: only marks may come before it in its line or sentence
//	$        at the end: only marks may come after it
//	…        inside, once: up to 60 bytes of anything
//
// and before it the use that the phrase has; without one, the sentence that
// holds it is boilerplate.
//
//	line:    the whole line is             line: ^read also:
//	credit:  the whole line is, and what   credit: ^article posted with permission from
//	         names the same names after it
//	         to the article's end
//	caption: the line belongs to a         caption: (ap photo
//	         picture
//	open:    a form or poll begins         open: ^take our poll
//	close:   a form or poll ends           close: ^you also agree to this site's
//	form:    a line of a form, if other    form: ^email *$
//	         such lines are near
//	share:   one name of a share bar       share: facebook
//	bio:     after a name, a note about    bio: is a staff writer
//	         the author that ends an
//	         article
//	weakbio: so too, if more of the kind   weakbio: is the director of
//	         follows
//	tail:    goes on with such a note      tail: ^his new book
//
// The list errs towards keeping: a link that stays is noise, a sentence that
// goes is a claim nobody will see. The rules of form, in code, take bare
// addresses and handles, bylines, date lines, datelines, numbered references and
// lines in which nothing is visible.
package segment
