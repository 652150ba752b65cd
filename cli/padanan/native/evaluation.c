/* Kernels of the evaluation. */
int padanan_evaluation_version(void) { return 1; }
