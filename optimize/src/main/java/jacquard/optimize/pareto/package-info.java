/** What a model costs and what it is worth: size, memory, time, energy, and which cost nothing. */
package jacquard.optimize.pareto;
