/** The command line: one class per command. */
package jacquard.fashion.cli;
