/* Kernels of the translation memory. */
int padanan_memory_version(void) { return 1; }
