/** Returns a value as another type, where a test is about how a wrong type is treated. */
export function illTyped<Type>(value: unknown): Type {
  return value as Type;
}
