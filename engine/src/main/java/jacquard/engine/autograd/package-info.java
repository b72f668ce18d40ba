/** Records the ops that are applied, orders them and replays them backwards. */
package jacquard.engine.autograd;
