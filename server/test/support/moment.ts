/** Something that happens later: `happened` waits for it, `happen` makes it so. */
export function moment<T = void>() {
  let happen: (value: T) => void = () => {};
  const happened = new Promise<T>((resolve) => {
    happen = resolve;
  });
  return { happened, happen };
}
