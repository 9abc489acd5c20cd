<?php
/**
 * The page WooCommerce > eSIMs. Secrets are never shown again.
 *
 * @var array       $settings
 * @var array|false $tested
 */

namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

$kept = __( 'Kept. Leave it empty to keep it.', 'gigastore-woocommerce' );
$sync = get_option( LAST_SYNC );
?>
<div class="wrap">
	<h1><?php esc_html_e( 'eSIMs by Gigastore', 'gigastore-woocommerce' ); ?></h1>
	<?php settings_errors(); ?>
	<?php if ( is_array( $tested ) ) : ?>
		<div class="notice notice-<?php echo $tested[0] ? 'success' : 'error'; ?>" role="status"><p><?php echo esc_html( $tested[1] ); ?></p></div>
	<?php endif; ?>
	<form method="post" action="options.php">
		<?php settings_fields( PAGE_SLUG ); ?>
		<table class="form-table" role="presentation">
			<tr>
				<th><label for="gigastore-url"><?php esc_html_e( 'Address of the store', 'gigastore-woocommerce' ); ?></label></th>
				<td><input id="gigastore-url" class="regular-text" type="url" required name="gigastore_settings[base_url]"
					value="<?php echo esc_attr( $settings['base_url'] ); ?>"></td>
			</tr>
			<tr>
				<th><label for="gigastore-id"><?php esc_html_e( 'Client ID', 'gigastore-woocommerce' ); ?></label></th>
				<td><input id="gigastore-id" class="regular-text" type="text" required name="gigastore_settings[client_id]"
					value="<?php echo esc_attr( $settings['client_id'] ); ?>"></td>
			</tr>
			<tr>
				<th><label for="gigastore-secret"><?php esc_html_e( 'Client secret', 'gigastore-woocommerce' ); ?></label></th>
				<td><input id="gigastore-secret" class="regular-text" type="password" autocomplete="off" name="gigastore_settings[client_secret]"
					placeholder="<?php echo esc_attr( '' === $settings['client_secret'] ? '' : $kept ); ?>"></td>
			</tr>
			<tr>
				<th><label for="gigastore-webhook"><?php esc_html_e( 'Secrets of the webhook', 'gigastore-woocommerce' ); ?></label></th>
				<td><textarea id="gigastore-webhook" class="regular-text" rows="2" autocomplete="off" name="gigastore_settings[webhook_secrets]"
					placeholder="<?php echo esc_attr( array() === $settings['webhook_secrets'] ? '' : $kept ); ?>"></textarea>
					<p class="description">
						<?php esc_html_e( 'One a line; two while you rotate them. Let the store send its events to:', 'gigastore-woocommerce' ); ?>
						<code><?php echo esc_html( rest_url( REST_NAMESPACE . '/webhook' ) ); ?></code>
					</p></td>
			</tr>
			<tr>
				<th><?php esc_html_e( 'Prices', 'gigastore-woocommerce' ); ?></th>
				<td><label><input type="checkbox" name="gigastore_settings[sync_prices]" value="1"<?php checked( $settings['sync_prices'] ); ?>>
					<?php esc_html_e( 'Take over the retail prices of the store', 'gigastore-woocommerce' ); ?></label></td>
			</tr>
			<tr>
				<th><label for="gigastore-stock"><?php esc_html_e( 'Stock', 'gigastore-woocommerce' ); ?></label></th>
				<td><select id="gigastore-stock" name="gigastore_settings[stock]">
					<option value="active"<?php selected( $settings['stock'], 'active' ); ?>><?php esc_html_e( 'In stock while the item is active', 'gigastore-woocommerce' ); ?></option>
					<option value="prepaid"<?php selected( $settings['stock'], 'prepaid' ); ?>><?php esc_html_e( 'As many as prepaid units are left', 'gigastore-woocommerce' ); ?></option>
				</select></td>
			</tr>
			<tr>
				<th><?php esc_html_e( 'Refunds', 'gigastore-woocommerce' ); ?></th>
				<td><label><input type="checkbox" name="gigastore_settings[pay_back]" value="1"<?php checked( $settings['pay_back'] ); ?>>
					<?php esc_html_e( 'Return the payment when the store refunds a package', 'gigastore-woocommerce' ); ?></label></td>
			</tr>
		</table>
		<?php submit_button(); ?>
	</form>
	<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
		<input type="hidden" name="action" value="gigastore_test">
		<?php wp_nonce_field( 'gigastore_test' ); ?>
		<?php submit_button( __( 'Test the connection', 'gigastore-woocommerce' ), 'secondary' ); ?>
	</form>
	<?php if ( is_array( $sync ) ) : ?>
		<p>
			<?php
			/* translators: %s: date and time */
			echo esc_html( sprintf( __( 'Stock and prices were last synchronised on %s.', 'gigastore-woocommerce' ), wp_date( 'Y-m-d H:i', $sync['at'] ) ) );
			?>
		</p>
	<?php endif; ?>
</div>
