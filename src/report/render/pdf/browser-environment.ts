/**
 * What a browser needs of ours: where programs, libraries and fonts are, the helper that makes its sandbox where user
 * namespaces are off (pptr.dev/troubleshooting), and the machine's zone and language.
 */
const WANTED =
  /^(PATH|TMPDIR|TZ|LANG|LANGUAGE|LC_.+|LD_LIBRARY_PATH|FONTCONFIG_.+|XDG_RUNTIME_DIR|CHROME_DEVEL_SANDBOX)$/;

/**
 * The environment of a browser whose profile is `home`: tokens and passwords of ours are not handed on (V12), and what it
 * keeps in a home folder, such as crash reports, goes with the profile (V16). Elsewhere than on Linux the home is where a
 * browser finds itself, and stays.
 */
export function toBrowserEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  home: string,
  platform: NodeJS.Platform,
): Record<string, string | undefined> {
  if (platform !== "linux") return { ...own };
  const wanted = Object.entries(own).filter(([name]) => WANTED.test(name));
  return {
    ...Object.fromEntries(wanted),
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
  };
}
