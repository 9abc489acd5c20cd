import { totp } from './totp.ts';

// Stands in for `oathtool --totp --base32 SECRET`.
console.log(totp(`otpauth://totp/Store?secret=${process.argv.at(-1)}`));
