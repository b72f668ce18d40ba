/** The zoo: models for Fashion-MNIST and how each is trained. */
package jacquard.fashion.model;
