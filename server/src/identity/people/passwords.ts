/** The library's scrypt, by itself: it is there long before the rest of the library is. */
async function crypto() {
  return import('better-auth/crypto');
}

/** A password as it is kept; takes as long as it must. */
export async function hashPassword(password: string): Promise<string> {
  return (await crypto()).hashPassword(password);
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  return (await crypto()).verifyPassword({ password, hash });
}
