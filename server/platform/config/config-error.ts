/** What is wrong with the configuration: each line names variable, value and what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
