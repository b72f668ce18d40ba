/** Pages and pictures: the only package that renders. */
package jacquard.fashion.report;
