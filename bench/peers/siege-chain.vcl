# The Varnish of the chain HAProxy -> Varnish -> HAProxy -> origin: memory and nothing else. Limits, classes and the line
# in front of the origin are HAProxy's (siege-chain.cfg).
vcl 4.1;

import std;

backend line {
  .host = "127.0.0.1";
  .port = "{{queue}}";
  .connect_timeout = 3s;
  # The wait in line, and the work.
  .first_byte_timeout = 20s;
  .between_bytes_timeout = 15s;
}

sub vcl_recv {
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
