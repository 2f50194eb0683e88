const escape = (segment: PropertyKey): string => String(segment).replaceAll('~', '~0').replaceAll('/', '~1')

/** A JSON Pointer (RFC 6901) from a path of keys and indices. */
export const pointerTo = (path: readonly PropertyKey[]): string => path.map((segment) => `/${escape(segment)}`).join('')
