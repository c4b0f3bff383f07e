package main

import "testing"

func TestShellQuoted(t *testing.T) {
	for word, want := range map[string]string{
		"": "''", "a.txt": "a.txt", "--width=80": "--width=80", "two words": "'two words'", "it's": `'it'\''s'`, "$HOME": "'$HOME'", "~": "'~'", "été": "'été'",
	} {
		if got := shellQuoted(word); got != want {
			t.Errorf("shellQuoted(%q) = %s, want %s", word, got, want)
		}
	}
}
