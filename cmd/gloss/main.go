// Command gloss lines up several outlets' copies of one story sentence by
// sentence and prints what only one of them says, whose words those are, how
// loaded they are, what is missing and which words were swapped.
//
// Exit status: 0, a report was written; 1, it was written, but some input could
// not be read; 2, nothing was written. Findings never change it.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit statuses.
const (
	exitWritten = 0
	exitPartial = 1
	exitNothing = 2
	exitStopped = 130 // interrupted, with a part written
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of the write, which run knows
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// errCutShort says that the user ended the command when a part was written.
var errCutShort = errors.New("interrupted")

// errPartial says that output was written, but not all input could be read.
var errPartial = errors.New("some input could not be read")

// errSaid says that nothing was written, and that the user was told why.
var errSaid = errors.New("nothing written")

// run is the whole command; it returns the exit status.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	switch err := root.Execute(); {
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitWritten // a reader that has seen enough is no failure
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, errSaid):
		return exitNothing
	case errors.Is(err, errCutShort):
		fmt.Fprintln(stderr, "gloss:", err)
		return exitStopped
	default:
		fmt.Fprintln(stderr, "gloss:", err)
		return exitNothing
	}
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "gloss",
		Short: "Find the notes that outlets write between the lines of the news",
		Long: "gloss lines up several outlets' copies of one story sentence by sentence and prints what\n" +
			"only one of them says: inserted commentary, swapped words, missing claims, thin sourcing.",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddCommand(serveCommand())
	root.PersistentFlags().String("config", "", "`FILE` of house rules (default: the first "+houseFile+" from the working directory upward; none: no rules)")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(compareCommand(), readCommand(), storiesCommand(), reportCommand(), fetchCommand(), watchCommand(), importCommand(), dbCommand(), explainCommand(), evalCommand(), trainCommand(), versionCommand())
	root.AddCommand(diffCommand(), schemaCommand())
	return root
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and what it was built from",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(cmd.OutOrStdout(), buildInfo())
			return err
		},
	}
}

// version is set by the linker on a release: -ldflags "-X main.version=v1.2.3".
var version = ""

// toolVersion is the version as reports carry it.
func toolVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

func buildInfo() string {
	s := "gloss " + toolVersion() + "\n"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return s
	}
	s += "go: " + info.GoVersion + "\n"
	for _, kv := range info.Settings {
		switch kv.Key {
		case "vcs.revision", "vcs.time", "vcs.modified", "GOOS", "GOARCH":
			s += kv.Key + ": " + kv.Value + "\n"
		}
	}
	return s
}
