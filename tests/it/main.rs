//! Stories of the whole product.
