import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** Raw bytes of an Ed25519 public key; its SPKI form is this prefix and they (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_LENGTH = 32;

/** The public half of a workspace's key, in the forms that others need it. */
export interface PublicSigningKey {
  /** SHA-256 of the raw 32 bytes, hex; what people compare. */
  keyId: string;
  /** The raw 32 bytes, base64url; what a line of text carries. */
  raw: string;
  /** SPKI, PEM; what other programs read. */
  pem: string;
}

/** A new key pair for a workspace, PEM. */
export function createSigningKeys(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/**
 * The public key that belongs to a private or a public one.
 *
 * @param key a key object, or PEM.
 */
export function describeSigningKey(key: KeyObject | string): PublicSigningKey {
  const publicKey = typeof key !== 'string' && key.type === 'public' ? key : createPublicKey(key);
  const bytes = publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length);
  return {
    keyId: createHash('sha256').update(bytes).digest('hex'),
    raw: bytes.toString('base64url'),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The key of 32 raw bytes in base64url; null when they are none. */
export function readRawKey(raw: string): KeyObject | null {
  const bytes = Buffer.from(raw, 'base64url');
  if (bytes.length !== RAW_LENGTH) return null;
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), type: 'spki', format: 'der' });
}

/**
 * Ed25519 over the bytes with the workspace's key (`workspace.privateKey`). Whoever signs begins the bytes with the
 * name of their format, so that a signature of one thing never fits another.
 *
 * @returns 64 bytes in base64; the same bytes give the same signature.
 */
export function signBytes(privateKey: KeyObject, bytes: Uint8Array | string): string {
  return sign(null, Buffer.from(bytes), privateKey).toString('base64');
}

/** Was this signature made over these bytes with the private half of this key? */
export function isSigned(publicKey: KeyObject, bytes: Uint8Array | string, signature: string): boolean {
  return verify(null, Buffer.from(bytes), publicKey, Buffer.from(signature, 'base64'));
}
