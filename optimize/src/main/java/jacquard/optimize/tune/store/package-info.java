/**
 * Studies that outlive their process: tables behind JDBC, and SQLite as the database that needs no
 * server. Another database is another {@link jacquard.optimize.tune.store.Database}.
 */
package jacquard.optimize.tune.store;
