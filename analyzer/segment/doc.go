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
// prose is taken for a heading; if it is the article's last and has a figure in
// it, for boilerplate. English only.
//
// # Boilerplate and headings, measured
//
// Lines found in the training text (TestTraining). Lists and rules were made with
// north and east in view and with nobody looking at south and west. Those two have
// few paragraphs or none, and a line glued to prose is often missed; "apart" is
// with every line in a paragraph of its own, as pages have them. "Before" is
// without the rules for the article's ends.
//
//	         boilerplate                       headings                  prose lost
//	         of    before  now  apart: before, now   of  before  now  apart
//	north    111   18      99           18      98   39  26      38   37     0 of 1134
//	east     111   13     105           13     105   41  36      40   40     0 of 1221
//	south    126    7      53           18      80   44   0       0   38     0 of 1324
//	west     128   12      66           17      86   53   8       8   38     0 of 1281
//
// So a third of what the lists have not met passes as prose. What is missed in
// north and east are notices of meetings and the like: whole sentences without one
// word that such notices share. One line of 4960 is wrongly a heading; with the
// lines apart, 12 are, questions that stand alone among them.
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
//	edge:    the paragraph is, before      edge: ^for immediate release
//	         the article's first sentence
//	         or among its last paragraphs
//	brief:   so too, if it has 14 words    brief: ^compiled by
//	         at most
//	asks:    so is a question, if          asks: ^did you
//	         boilerplate comes after it
//	endbio:  after a name the article has  endbio: owns
//	         not had, its last sentence
//	strong:  a sign, two points            strong: newsletter
//	weak:    one point                     weak: readers
//	faint:   all of them together one      faint: your
//	against: two points less               against: said
//
// At the article's ends and beside other boilerplate, signs are added up: these
// words, e-mail addresses and telephone numbers, bars, the outlet's own name, a
// last line without a full stop, boilerplate beside it. Five points are needed, of
// two signs at least; without a strong one among them seven. Quotation marks and
// length count against it.
//
// The list errs towards keeping: a link that stays is noise, a sentence that
// goes is a claim nobody will see. The rules of form, in code, take bare
// addresses and handles, bylines, date lines, datelines, numbered references and
// lines in which nothing is visible.
package segment
