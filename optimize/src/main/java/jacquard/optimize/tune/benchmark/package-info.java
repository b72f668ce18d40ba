/**
 * How good the samplers are: functions whose optimum is known, and what each sampler makes of them.
 */
package jacquard.optimize.tune.benchmark;
