export { checkCode, readTypedCode } from './check-code.ts';
export { reencryptSecondFactors } from './reencrypt-second-factors.ts';
export { resetSecondFactor } from './reset-second-factor.ts';
export { registerSecondFactorRoutes } from './routes.ts';
export { Code, RecoveryCode } from './schemas.ts';
export { SECOND_FACTOR_SECONDS, secondFactorCookie } from './verify-second-factor.ts';
