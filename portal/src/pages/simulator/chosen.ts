type Phone = { profile: { iccid: string } };

/** Returns the phone of an eSIM, or the first one; undefined if there is none. */
export function chosenOf<One extends Phone>(
  iccid: string | undefined,
  { listed, found }: { listed: readonly One[]; found: readonly One[] },
): One | undefined {
  if (iccid === undefined) return listed[0];
  const isChosen = ({ profile }: One) => profile.iccid === iccid;
  // The list is read again after each action, and a search only until the list has the eSIM.
  return listed.find(isChosen) ?? found.find(isChosen);
}
