/** What the shared parts say, wherever they are used. */
export const parts = {
  'action.cancel': 'Cancel',
  'action.undo': 'Undo',
  'action.done': 'Done',
  'action.next': 'Continue',
  'action.save': 'Save',

  'keypad.name': 'Number keys',
  'keypad.delete': 'Delete',
  'money.show': 'Show amounts',
  'money.hide': 'Hide amounts',
  'money.hidden': 'Amount hidden',

  'pin.title': 'Enter your pay PIN',
  'pin.forgotten': 'Forgot your pay PIN?',
  'passkey.confirm': 'Confirm with a passkey',
  'passkey.why':
    'This needs you in person: your fingerprint, face or screen lock. They never leave your phone.',
  'passkey.use': 'Use my passkey',
  'passkey.missed': 'Not confirmed. You can try once more.',
  'result.help': 'Need help? Contact us',
}
