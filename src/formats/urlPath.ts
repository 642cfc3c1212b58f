/** Which names lead to a page or an endpoint? Pure. */

/**
 * `http://localhost:8080/a/b?c=1` → host with port, and each part of the path as it is written. What is
 * no URL is one name.
 */
export function urlPath(text: string): string[] {
  const [, scheme = '', host = '', rest = ''] = /^([a-z]+):\/\/([^/?#\s]+)(\S*)$/i.exec(text) ?? [];
  if (host === '') return [text];
  // The same host answers differently on another port.
  const isSecure = scheme.toLowerCase() === 'https' && !/:\d+$/.test(host);
  const [path = '', ...query] = rest.split(/(?=[?#])/);
  const parts = path.split('/').filter(Boolean);
  const last = query.join('');
  return [isSecure ? `${host}:443` : host, ...parts, ...(last === '' ? [] : [last])];
}
