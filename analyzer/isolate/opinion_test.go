package isolate

import (
	"strings"
	"testing"

	"gloss/analyzer/news"
)

// TestReasonVoice holds that a reason never claims the outlet's own voice where it is not
// clear whose words they are.
func TestReasonVoice(t *testing.T) {
	for voice, want := range map[news.Voice]string{news.Own: "own voice, no source", news.Unclear: "not clear whose words"} {
		if _, why := reason("", nil, voice); !strings.HasSuffix(why, "; "+want) {
			t.Errorf("%v: %s", voice, why)
		}
	}
}
