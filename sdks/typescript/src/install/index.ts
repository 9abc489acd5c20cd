export {
  type DeviceKind,
  deviceOf,
  type InstallDevice,
  modelOf,
  type NavigatorLike,
} from './device.ts';
export {
  type ActivationCodeParts,
  type Installation,
  type InstallState,
  type InstallWay,
  installationOf,
  readActivationCode,
  stateOf,
} from './profile.ts';
export { qrSvg } from './qr-code.ts';
