# Varnish in front of a town's site, tuned: cookies of visitor statistics taken off (the built-in rules pass every
# request with a cookie to the origin), sessions pass by, a day of grace when the origin fails.
vcl 4.1;

backend origin {
  .host = "127.0.0.1";
  .port = "{{origin}}";
  .max_connections = 64;
}

sub vcl_recv {
  if (req.url == "/refused") {
    return (synth(503, "refused"));
  }
  if (req.http.Cookie) {
    if (req.http.Cookie !~ "(?i)(^|;\s*)(PHPSESSID|SESS[0-9a-f]+|wordpress_logged_in_[^=]*|spip_session|fe_typo_user|sid|session[^=]*)=") {
      unset req.http.Cookie;
    }
  }
}

sub vcl_backend_response {
  set beresp.grace = 24h;
  set beresp.keep = 24h;
}
