<?php
// Installs WordPress and fills it with a town's site: public pages, and things that nobody but their reader may see.
// Each of those carries the word CONFIDENTIEL. Prints, as JSON, the addresses that the benchmark tries afterwards.
define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST']   = 'www.ville.example';
$_SERVER['REQUEST_URI'] = '/';
function wp_mail() {
	return true;
}
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'Ville de Démo', 'maire', 'maire@ville.example', true, '', $argv[2] );
switch_theme( 'twentytwentyone' );
update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
update_option( 'blogdescription', 'Site officiel' );
update_option( 'posts_per_page', 8 );
update_option( 'timezone_string', 'Europe/Paris' );
global $wp_rewrite;
$wp_rewrite->init();
$wp_rewrite->flush_rules( false );

function text( $about, $paragraphs ) {
	$lines = array();
	for ( $i = 1; $i <= $paragraphs; $i++ ) {
		$lines[] = "<!-- wp:paragraph --><p>$about, partie $i. Les services de la mairie vous accueillent du lundi au vendredi, de 8 h 30 à 17 h.</p><!-- /wp:paragraph -->";
	}
	return implode( "\n", $lines );
}

function add( $type, $title, $status, $more = array() ) {
	$post = array(
		'post_type'      => $type,
		'post_title'     => $title,
		'post_status'    => $status,
		'post_author'    => 1,
		'post_content'   => text( $title, 6 ),
		'comment_status' => 'open',
	);
	return wp_insert_post( array_merge( $post, $more ), true );
}

$categories = array();
foreach ( array( 'Actualités', 'Travaux', 'Culture', 'Sports', 'Écoles', 'Environnement' ) as $name ) {
	$categories[] = wp_create_category( $name );
}
$posts = array();
for ( $i = 1; $i <= 36; $i++ ) {
	$posts[] = add( 'post', "Nouvelle de la commune $i", 'publish', array(
		'post_date'     => gmdate( 'Y-m-d H:i:s', strtotime( '2026-09-30 09:00:00' ) - $i * 5 * 86400 ),
		'post_category' => array( $categories[ $i % 6 ] ),
		'tags_input'    => array( 'quartier-' . ( $i % 5 ), 'saison-' . ( $i % 4 ) ),
	) );
}
foreach ( array( 'État civil', 'Urbanisme', 'Enfance', 'Déchets', 'Associations', 'Conseil municipal' ) as $section ) {
	$parent = add( 'page', $section, 'publish' );
	for ( $i = 1; $i <= 3; $i++ ) {
		add( 'page', "$section, démarche $i", 'publish', array( 'post_parent' => $parent ) );
	}
}
for ( $i = 0; $i < 10; $i++ ) {
	wp_insert_comment( array( 'comment_post_ID' => $posts[ $i ], 'comment_author' => "Habitant $i", 'comment_author_email' => "CONFIDENTIEL-$i@ville.example", 'comment_content' => "Merci pour l'information $i.", 'comment_approved' => 1 ) );
}
wp_insert_comment( array( 'comment_post_ID' => $posts[0], 'comment_author' => 'Habitant', 'comment_content' => 'CONFIDENTIEL commentaire en attente', 'comment_approved' => 0 ) );

$closed = array(
	add( 'post', 'Brouillon', 'draft', array( 'post_content' => 'CONFIDENTIEL brouillon' ) ),
	add( 'post', 'En attente', 'pending', array( 'post_content' => 'CONFIDENTIEL relecture' ) ),
	add( 'post', 'Note interne', 'private', array( 'post_name' => 'note-interne', 'post_date' => '2026-09-15 09:00:00', 'post_content' => 'CONFIDENTIEL note interne' ) ),
	add( 'page', 'Page interne', 'private', array( 'post_name' => 'page-interne', 'post_content' => 'CONFIDENTIEL page interne' ) ),
	add( 'post', 'À paraître', 'future', array( 'post_date' => '2037-01-01 09:00:00', 'post_content' => 'CONFIDENTIEL embargo' ) ),
	add( 'post', 'Corbeille', 'trash', array( 'post_content' => 'CONFIDENTIEL corbeille' ) ),
);
$locked = add( 'page', 'Espace élus', 'publish', array( 'post_name' => 'espace-elus', 'post_password' => $argv[2], 'post_content' => 'CONFIDENTIEL espace élus' ) );

echo json_encode( array(
	'locked' => wp_make_link_relative( get_permalink( $locked ) ),
	'closed' => array_map( fn( $id ) => '/?p=' . $id, $closed ),
	'previews' => array_map( fn( $id ) => '/?p=' . $id . '&preview=true', $closed ),
	'permalinks' => array( '/2026/09/note-interne/', '/page-interne/' ),
) );
