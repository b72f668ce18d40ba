/** What a run of the bench found, and how it is shown: in the terminal, as a page, in Markdown. */
package jacquard.bench.report;
