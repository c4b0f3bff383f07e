package eval

// vader are sentences with the mean of twenty people's ratings, -4 to 4. The
// editorials are what gloss reads; the other parts say how far its tone carries.
var vader = Set{Name: "vader_groundtruth", Task: "tone", Files: []File{
	{Part: "nyt_editorials", Names: suffixed("nyt_editorials"), Measure: measureVADER},
	{Part: "tweets", Names: suffixed("tweets"), Measure: measureVADER},
	{Part: "movie_reviews", Names: suffixed("movie_reviews"), Measure: measureVADER},
	{Part: "amazon_reviews", Names: suffixed("amazon_reviews"), Measure: measureVADER},
}}

type rated struct {
	Doc  string  `json:"doc"`
	Mean float64 `json:"mean"`
	Text string  `json:"text"`
}

// scale is the greatest rating.
const scale = 4

func measureVADER(j *Job, d *Data) error {
	r, t := newCorrelation(), newConfusion(3)
	err := readLines(d, func(s rated) error {
		got, err := j.tone(j.alone(s.Text))
		if err != nil {
			return err
		}
		r.add(s.Doc, got, s.Mean/scale)
		t.add(s.Doc, polarity(s.Mean/scale), polarity(got))
		return nil
	})
	if err != nil {
		return err
	}
	j.Add("tone", "Pearson r", t.total(), "sentences", "documents", r.Sample(pearson))
	j.Add("tone", "macro-F1 of 3", t.total(), "sentences", "documents", t.Sample(t.macroF1))
	return nil
}
