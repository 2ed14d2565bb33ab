/**
 * Cookies: that of the session, and that of the browser which waits to be confirmed. HttpOnly, SameSite=Strict and,
 * behind TLS, Secure with the prefix `__Host-`, which no other host of the domain can write.
 */

import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type Galleta = 'sesion' | 'activacion';

const PREFIJO_TLS = '__Host-';

function nameOf(galleta: Galleta, protocol: string): string {
  return `${protocol === 'https' ? PREFIJO_TLS : ''}prep_${galleta}`;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The token of a cookie, or null when there is none or it is not one. */
export function readCookie(request: FastifyRequest, galleta: Galleta): string | null {
  const value = request.cookies[nameOf(galleta, request.protocol)];
  return value !== undefined && TOKEN.test(value) ? value : null;
}

/** It has no date: it ends with the browser, and the session on the server long before. */
export function writeCookie(reply: FastifyReply, galleta: Galleta, token: string): void {
  const { protocol } = reply.request;
  reply.setCookie(nameOf(galleta, protocol), token, attributesFor(protocol));
}

export function clearCookie(reply: FastifyReply, galleta: Galleta): void {
  const { protocol } = reply.request;
  reply.clearCookie(nameOf(galleta, protocol), attributesFor(protocol));
}

function attributesFor(protocol: string): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: protocol === 'https' };
}
