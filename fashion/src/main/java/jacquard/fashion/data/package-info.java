/**
 * Where the pictures come from: Fashion-MNIST found, checked and split; its generated stand-in; and
 * a user's own picture brought into the same form.
 */
package jacquard.fashion.data;
