// npm start: sets up what is missing, then runs the server until it is told to stop.
import { runServer } from './child.mjs'
import { setup } from './setup.mjs'

const { node, broken } = setup()
if (broken.length > 0) process.exit(1)
// A payment's objects live for one batch: with more room for the young they die before they are copied.
const YOUNG_OBJECTS_MB = 64
process.exitCode = await runServer(node, [
  `--max-semi-space-size=${YOUNG_OBJECTS_MB}`,
  'server/main.ts',
  ...process.argv.slice(2),
])
process.exit()
