/** Sees the whole model: traces it, rewrites it, plans it and runs the plan. */
package jacquard.engine.graph;
