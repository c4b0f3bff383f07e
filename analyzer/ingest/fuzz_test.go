package ingest_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gloss/analyzer/ingest"
	"gloss/analyzer/news"
)

// checkArticle holds what is true of every article, whatever the input.
func checkArticle(t *testing.T, a *news.Article) {
	t.Helper()
	for _, s := range append([]string{a.ID, a.Outlet, a.Title, a.Byline, a.Published, a.URL, a.Text, a.Genre.Name, a.Credit.Name}, a.Captions...) {
		if !utf8.ValidString(s) {
			t.Fatalf("%q is not valid UTF-8", s)
		}
	}
	if a.ID == "" || a.Outlet == "" || strings.TrimSpace(strings.ReplaceAll(a.Text, "\ufeff", "")) == "" || len(a.Text) > ingest.MaxArticle {
		t.Fatalf("article %q of %q with %d bytes", a.ID, a.Outlet, len(a.Text))
	}
	at := 0
	for _, b := range a.Blocks {
		if b.Start < at || b.End <= b.Start || b.End > len(a.Text) || strings.TrimSpace(a.Text[at:b.Start]) != "" || strings.TrimSpace(b.Of(a.Text)) == "" {
			t.Fatalf("block %v after byte %d of %q", b, at, a.Text)
		}
		at = b.End
	}
	if len(a.Blocks) > 0 && strings.TrimSpace(a.Text[at:]) != "" {
		t.Fatalf("%q lies in no block", a.Text[at:])
	}
}

// fuzzFormat reads anything as one format, twice, and reads what it wrote.
func fuzzFormat(f *testing.F, format ingest.Format) {
	known := lists(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r := ingest.Reader{From: format, Lists: known, AllLanguages: true}
		first, _, problems := readAll(t, r, "x", data)
		for _, a := range first {
			checkArticle(t, a)
		}
		for _, p := range problems {
			if p.What == "" || p.Path != "x" {
				t.Fatalf("problem %+v", p)
			}
		}
		r.Workers = 2
		second, _, _ := readAll(t, r, "x", data)
		if !reflect.DeepEqual(first, second) {
			t.Fatal("two workers read something else")
		}
		for _, a := range first {
			checkWritten(t, a)
		}
	})
}

// checkWritten holds that an article is read again as it was written.
func checkWritten(t *testing.T, a *news.Article) {
	t.Helper()
	var b bytes.Buffer
	if err := ingest.NewWriter(&b).Write(a); err != nil {
		t.Fatal(err)
	}
	if len(b.Bytes()) > ingest.MaxRecord {
		return
	}
	again, _, problems := readAll(t, ingest.Reader{From: ingest.Lines, AllLanguages: true}, a.Path, b.Bytes())
	if len(again) != 1 {
		t.Fatalf("wrote %q, read %d articles, problems %v", b.Bytes(), len(again), problems)
	}
	if got := again[0]; got.Text != a.Text || !reflect.DeepEqual(got.Blocks, a.Blocks) || got.ID != a.ID {
		t.Fatalf("wrote %+v, read %+v", a, got)
	}
}

func addFiles(f *testing.F, pattern string) {
	files, _ := filepath.Glob(pattern)
	for _, file := range files {
		if strings.HasSuffix(file, ".gold.json") {
			continue
		}
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("caf\xe9"))
	f.Add([]byte("\xff\xfeN\x00"))
	addFiles(f, "testdata/lists/*.txt")
	fuzzFormat(f, ingest.Text)
}

func FuzzPage(f *testing.F) {
	addFiles(f, "testdata/pages/*.html")
	f.Add([]byte("<p>a<blockquote>b<li>c<td>d<script type=ld+json>{\"@type\":\"Article\",\"author\":{\"@id\":\"x\"}}"))
	fuzzFormat(f, ingest.Page)
}

func FuzzFeed(f *testing.F) {
	addFiles(f, "testdata/feeds/*")
	fuzzFormat(f, ingest.Feed)
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"id\":\"a\",\"text\":\"b\"}\n[]\n{\"text\":\"\\ud800\",\"blocks\":[{\"kind\":\"quote\",\"start\":0,\"end\":3}]}\n"))
	addFiles(f, "testdata/lists/*.jsonl")
	fuzzFormat(f, ingest.Lines)
}

func FuzzValues(f *testing.F) {
	addFiles(f, "testdata/lists/*.json")
	f.Add([]byte("[{\"text\":\"}\"},{\"articles\":[{\"html\":\"<p>a\"}]}] x"))
	fuzzFormat(f, ingest.JSON)
}

func FuzzTable(f *testing.F) {
	addFiles(f, "testdata/lists/*.csv")
	f.Add([]byte("id,text\n1,\"a\r\nb\"\n"))
	fuzzFormat(f, ingest.CSV)
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n"))
	f.Add([]byte("WARC/1.0\nWARC-Type: response\nContent-Type: application/http\nContent-Length: 47\n\nHTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>abc d"))
	fuzzFormat(f, ingest.WARC)
}

// FuzzTold lets the format be told from the bytes.
func FuzzTold(f *testing.F) {
	addFiles(f, "testdata/*/*")
	fuzzFormat(f, "")
}
