# Varnish in front of a town's site, armed against a flood at search and forms, tuned: cookies of visitor statistics
# taken off, only known parameters kept, a day of grace, one request for all who miss the same page. Varnish has no line
# in front of the origin and no classes: vsthrottle (package varnish-modules) reserves what is left for visitors who
# have seen a page before.
vcl 4.1;

import std;
import vsthrottle;
import cookie;

backend origin {
  .host = "127.0.0.1";
  .port = "{{origin}}";
  # Eight work, and twice as many may wait at the origin, which is where the only line is. Beyond it a fetch fails at once.
  .max_connections = 24;
  .connect_timeout = 3s;
  .first_byte_timeout = 15s;
  .between_bytes_timeout = 15s;
}

sub vcl_recv {
  unset req.http.X-Known;
  cookie.parse(req.http.Cookie);
  if (cookie.get("visit") ~ "^\d{10}\.\d+$") {
    set req.http.X-Known = "yes";
  }
  # Who is logged in passes by; every other cookie is of no concern to the site.
  if (req.http.Cookie && req.http.Cookie !~ "(?i)(^|;\s*)(PHPSESSID|SESS[0-9a-f]+|wordpress_logged_in_[^=]*|spip_session|fe_typo_user|sid|session[^=]*)=") {
    unset req.http.Cookie;
  }
  if (req.method == "GET" || req.method == "HEAD") {
    unset req.http.Content-Length;
    if (req.url ~ "^({{search_path}}|{{list_path}})\?") {
      set req.url = std.querysort(regsuball(req.url, "(?<=[?&])(?!({{search_parameter}}|{{list_parameter}})=)[^&]*&?", ""));
    } else {
      set req.url = regsub(req.url, "\?.*$", "");
    }
  }
  if (req.method == "POST" || req.url ~ "[?&]{{search_parameter}}=.") {
    # No network of 256 addresses searches or sends forms more than three times a second for long.
    if (vsthrottle.is_denied("net " + regsub(client.ip, "\.\d+$", ""), 30, 10s)) {
      return (synth(503, "busy"));
    }
  }
  if (req.method == "POST" && !req.http.X-Known && vsthrottle.is_denied("new forms", 8, 1s)) {
    return (synth(503, "busy"));
  }
}

sub vcl_miss {
  # Only what costs the origin something is counted.
  if (req.url ~ "[?&]{{search_parameter}}=." && !req.http.X-Known && vsthrottle.is_denied("new searches", 8, 1s)) {
    return (synth(503, "busy"));
  }
  if (req.url !~ "([?&]{{search_parameter}}=.|^/assets/)" && !req.http.X-Known && vsthrottle.is_denied("new pages", 12, 1s)) {
    return (synth(503, "busy"));
  }
}

sub vcl_backend_fetch {
  unset bereq.http.X-Known;
}

sub vcl_backend_response {
  set beresp.grace = 24h;
  set beresp.keep = 24h;
  # A refresh that fails leaves the page that is there.
  if (beresp.status >= 500 && bereq.is_bgfetch) {
    return (abandon);
  }
  if (beresp.status >= 500) {
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
  } else if (beresp.status == 404) {
    set beresp.ttl = 30s;
    set beresp.grace = 60s;
  } else if (!beresp.http.Cache-Control && !beresp.http.Expires) {
    set beresp.ttl = 60s;
  }
}

sub vcl_backend_error {
  set beresp.http.Retry-After = "2";
  set beresp.http.Cache-Control = "no-store";
  set beresp.http.X-Robots-Tag = "noindex";
}

sub vcl_deliver {
  if (!req.http.X-Known && req.method == "GET" && resp.status == 200 && resp.http.Content-Type ~ "^text/html") {
    # Not signed (the packaged modules cannot): good against replayed requests, not against somebody who makes it up.
    set resp.http.Set-Cookie = "visit=" + std.time2integer(now, 0) + "." + req.xid + "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";
  }
}

sub vcl_synth {
  set resp.http.Retry-After = "2";
  set resp.http.Cache-Control = "no-store";
  set resp.http.X-Robots-Tag = "noindex";
  set resp.http.Content-Type = "text/plain; charset=utf-8";
  set resp.body = "The site is very busy. Please try again in a moment." + {"
"};
  return (deliver);
}
