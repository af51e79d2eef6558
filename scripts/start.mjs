// npm start: sets up what is missing, then runs the server until it is told to stop.
import { runServer } from './child.mjs'
import { setup } from './setup.mjs'

const { node, broken } = setup()
if (broken.length > 0) process.exit(1)
process.exitCode = await runServer(node, ['server/main.ts', ...process.argv.slice(2)])
process.exit()
