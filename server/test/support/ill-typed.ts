/** A value that is of another type on purpose: the test is about what becomes of it. */
export function illTyped<Type>(value: unknown): Type {
  return value as Type;
}
