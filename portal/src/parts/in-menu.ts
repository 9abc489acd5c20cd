/** Returns whether an event comes from an open menu, which closes by the same key. */
export function isInMenu({ target }: Event): boolean {
  return target instanceof Element && target.closest('[role=menu]') !== null;
}
