package eval

// What gloss does not do yet. The sets are known, so that the table says so.
var (
	zyte        = Set{Name: "article_extraction_zyte", Task: "extraction", Files: []File{{Names: suffixed("ground_truth")}}, Pending: true}
	trafilatura = Set{Name: "article_extraction_trafilatura", Task: "extraction", Files: []File{{Names: suffixed("eval")}}, Pending: true}
	feeds       = Set{Name: "feeds", Task: "feeds", Files: []File{{Names: Names{Open: "*.jsonl", Heldout: "*.jsonl"}}}, Pending: true}
)
