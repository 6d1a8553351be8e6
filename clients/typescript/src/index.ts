export { Kepu, type Options } from "./kepu.js";
export { each } from "./paging.js";
export { KepuProblem, ok } from "./problem.js";
export { idempotencyKey, ifMatch } from "./headers.js";
export { upload, type NewFile } from "./upload.js";
export type * from "./schema.js";
