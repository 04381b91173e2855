/** Product and origin run on one core, everything that loads them on the other. */
export const PRODUCT_CORE = 0;
export const LOAD_CORE = 1;
