export {
  countPeople,
  findPersonByPhone,
  getPeople,
  getPerson,
  listPeople,
  maskName,
  maskPhone,
  normalPhone,
  surnameIs,
  type PeopleFilter,
  type Person,
} from './people.ts'
export { registerPeople, registerPerson, type Registration } from './register.ts'
export {
  changeMerchant,
  countMerchants,
  getMerchant,
  getMerchants,
  listMerchants,
  registerMerchant,
  registerMerchants,
  type Merchant,
  type MerchantRegistration,
} from './merchants.ts'
export {
  createOperator,
  disableOperator,
  listOperators,
  operatorByLogin,
  operatorNames,
  setOperatorScope,
  setPassword,
  type DataScope,
  type Operator,
} from './operators.ts'
export {
  addOperatorPasskey,
  listOperatorPasskeys,
  operatorPasskeyOptions,
  operatorSignInOptions,
  removeOperatorPasskey,
  signInOperatorByPasskey,
  type OperatorPasskey,
} from './operator-passkeys.ts'
export { totpUri } from './totp.ts'
export { codeOf, signIn } from './sign-in.ts'
export { endSession, findSession, openSession, type Session } from './sessions/operator.ts'
export {
  endPersonSession,
  findPersonSession,
  isSignedInOn,
  openPersonSession,
  type PersonSession,
} from './sessions/person.ts'
export { sweepSessions } from './sessions/sweep.ts'
export { recogniseDevice } from './identity/devices.ts'
export { closeWallet, closingTerms, shredSealed } from './identity/closing.ts'
export {
  getSealed,
  listSealed,
  openSealedWindow,
  readSealed,
  type Sealed,
} from './sealed/sealed.ts'
export { myRecords, type Records } from './identity/my-records.ts'
export { addressesOf, findIdentity as walletStateOf } from './identity/identities.ts'
export {
  cancelPhoneChange,
  changePhone,
  completePhoneChanges,
  phoneChangeOf,
  type PhoneChange,
} from './contact/phone-change.ts'
export { emailOf, removeEmail, setEmail } from './contact/email.ts'
export { CODE_MINUTES, requestCode, RESEND_SECONDS } from './identity/codes.ts'
export { registerWallet } from './identity/register.ts'
export {
  openWalletSession,
  signInByCode,
  signInByPasskey,
  type SignedIn,
} from './identity/sign-in.ts'
export {
  cancelRecovery,
  completeRecovery,
  recoveryOf,
  startRecovery,
  type Recovery,
} from './identity/recover.ts'
export { consentsOf, recordConsent, type Consent } from './identity/consents.ts'
export { deviceLabel } from './identity/origin.ts'
export { devicesOf, revokeDevice, type PersonDevice } from './identity/device-people.ts'
export { signInsOf, type SignIn } from './identity/history.ts'
export { isPinRight, pinState, setPin, weaknessOf, type PinState } from './identity/pin.ts'
export { endPaySessions, openPaySession, type PaySession } from './identity/pay-session.ts'
export { payChallenge, type AssertionOptions } from './identity/passkeys/payment.ts'
export { confirmOptions, signInOptions } from './identity/passkeys/sign-in.ts'
export {
  addPasskey,
  passkeyOptions,
  type RegistrationOptions,
} from './identity/passkeys/register.ts'
export {
  listPasskeys,
  removePasskey,
  renamePasskey,
  type Passkey,
} from './identity/passkeys/passkeys.ts'
export { verifyConfirmation, verifyProof } from './identity/proof.ts'
export { admit, permit, type Permit, type PermitAsk } from './safety/permit.ts'
export { freezePerson, getFreeze, liftFreeze, listFreezes, type Freeze } from './safety/freezes.ts'
export {
  freeOfPin,
  liftLock,
  listLocks,
  setLock,
  type Lock,
  type LockWish,
} from './safety/locks.ts'
export { remindCheckUps } from './safety/remind.ts'
export { checkUp } from './safety/check-up.ts'
export { limitsOf } from './safety/my-limits.ts'
export { sandboxRealName, type RealNameProvider } from './safety/real-name-provider.ts'
export {
  askPendingRealNames,
  decideRealName,
  listReviews,
  realNameOf,
  submissionOf,
  verifyRealName,
  type RealNameCheck,
  verifiedNameOf,
} from './safety/real-name.ts'
export {
  changeLimitValue,
  checkLimitValue,
  limitValueHistory,
  listLimitValues,
  type LimitValue,
} from './safety/figures.ts'
export { evidenceFile, evidenceOf, shredEvidence } from './evidence/evidence.ts'
export { payoutNeedsReview } from './safety/limits.ts'
export { limitRefusal } from './safety/limit-refusal.ts'
export type { MoneyOutKind } from './safety/step-up.ts'
export {
  createApiKey,
  listApiKeys,
  revokeApiKey,
  recogniseApiKey,
  type ApiKey,
} from './api-keys.ts'
export { openDirectory, type Directory } from './directory.ts'

/** The sealed columns of this room, for the rotation of the installation's key. */
export const sealedColumns = [
  { table: 'parties.people', id: 'id', key: 'key' },
  { table: 'parties.real_names', id: 'person', key: 'key' },
  { table: 'parties.real_name_checks', id: 'id', key: 'key' },
  { table: 'parties.operators', id: 'id', key: 'key' },
  { table: 'parties.sealed_identities', id: 'person', key: 'key' },
]
